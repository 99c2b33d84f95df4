/** The style of a report: paper, on a screen and printed. No sign in it that HTML escapes, so no child selectors. */
export const REPORT_STYLE = `
.report { max-width: 60rem; margin: 0 auto; padding: 20px 16px 32px; background: #fff; color: #111a17; font: 16px/1.45 system-ui, -apple-system, sans-serif; overflow-wrap: anywhere; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0; background: #fff; }
.report * { box-sizing: border-box; }
.report h1, .report h2, .report p, .report figure, .report ul, .report ol { margin: 0; }
.report h1 { font-size: 26px; line-height: 1.2; letter-spacing: -0.01em; }
.report h2 { margin: 24px 0 8px; font-size: 19px; }
.report h3 { margin: 14px 0 4px; font-size: 16px; }
.place, .fact, .small, .state, .range { color: #4c5a55; }
.fact { font-size: 15px; }
.report .small { margin-top: 12px; font-size: 13px; }
.note { white-space: pre-line; }
.head .note { margin-top: 8px; }
.total { margin-top: 12px !important; color: #4c5a55; }
.total b { color: #00704f; font-size: 22px; }
.todo { margin-top: 16px; padding: 4px 16px 14px; border: 1px solid #d5dcd9; border-radius: 12px; }
.report .todo h2 { margin-top: 10px; }
.todo ul { padding-left: 20px; }
.todo li { margin: 4px 0; }
.todo-missing::marker { color: #c25a00; }
.tag { display: inline-block; padding: 1px 9px; border-radius: 999px; background: #fff0df; color: #7a3b00; font-size: 14px; font-weight: 600; }
.scroll { overflow-x: auto; }
.report table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
.report th, .report td { padding: 7px 6px; border-bottom: 1px solid #d5dcd9; text-align: right; vertical-align: top; overflow-wrap: normal; }
.report thead th { color: #4c5a55; font-size: 13px; font-weight: 600; vertical-align: bottom; }
.report th:first-child { min-width: 6.5em; padding-left: 0; text-align: left; overflow-wrap: anywhere; }
.all th, .all td { font-weight: 700; }
.state, .range { display: block; font-size: 12px; font-weight: 400; }
.diff { margin-left: 5px; color: #4c5a55; font-size: 13px; font-weight: 600; white-space: nowrap; }
.shares span { white-space: nowrap; }
.products .small { margin-top: 8px; }
.report th.in { padding-left: 14px; font-weight: 400; }
.in .state { display: inline; }
.report .not-named th, .report .not-named td { color: #4c5a55; font-style: italic; }
.rows { display: flex; flex-wrap: wrap; gap: 16px 24px; align-items: flex-start; }
.photo { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start; max-width: 100%; break-inside: avoid; }
.photo figure { width: 200px; max-width: 100%; }
.photo:has(details[open]), .photo figure:has(details[open]) { width: 100%; }
.report figcaption { margin-top: 4px; font-size: 13px; line-height: 1.35; }
.report figcaption b { display: block; }
.thumb { display: block; width: 100%; max-height: 300px; border-radius: 8px; object-fit: contain; object-position: left top; }
.full { display: block; width: 100%; border-radius: 8px; }
summary { list-style: none; cursor: zoom-in; }
summary::-webkit-details-marker { display: none; }
details[open] summary { cursor: zoom-out; }
details[open] .thumb { width: auto; max-width: 100%; max-height: 90px; margin-bottom: 6px; }
.beside { width: 220px; max-width: 100%; padding-left: 12px; border-left: 3px solid #ffd9b0; font-size: 15px; }
.beside ol { padding-left: 22px; }
.absent { padding: 24px 12px; border: 1px dashed #a9b6b1; border-radius: 8px; color: #4c5a55; font-size: 14px; }
@media (max-width: 480px) {
  .report { padding-inline: 12px; }
  .rows { gap: 16px 12px; }
  .photo { width: calc(50% - 6px); }
  .photo figure { width: 100%; }
  .pair, .noted { width: 100%; }
  .pair figure, .noted figure { width: calc(50% - 6px); }
  .noted .beside { flex: 1; min-width: 40%; }
  .pair .beside { width: 100%; flex: none; }
  .report th, .report td { padding-inline: 3px; }
  .report thead th { font-size: 12px; }
  .report th:first-child { min-width: 5em; }
  .numbers .diff { display: block; margin: 0; }
}
@media print {
  @page { size: A4; margin: 14mm; }
  .report { max-width: none; padding: 0; font-size: 11pt; }
  .full { display: none; }
  .photo:has(details[open]) { width: auto; }
  .photo figure, .photo figure:has(details[open]) { width: 42mm; }
  details[open] .thumb { width: 100%; margin: 0; }
  .todo, .report tr { break-inside: avoid; }
  .report h2 { break-after: avoid; }
  .scroll { overflow: visible; }
  .thumb { max-height: 58mm; }
}
`;
