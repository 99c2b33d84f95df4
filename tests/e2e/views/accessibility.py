"""Automatic checks of accessibility: axe-core, contrast over pictures, and large text."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.conftest import ROOT
from tests.e2e.views.page import NEXT_PAINT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
"""Installed by scripts/setup. As an init script it is not subject to the content security policy."""

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN_AXE = """async (tags) => {
  const rules = { 'target-size': { enabled: true } };
  const { violations } = await axe.run({ runOnly: tags, resultTypes: ['violations'], rules });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(' ')}: ${any[0]?.message ?? help}`),
  );
}"""

WEAK_ON_PICTURES = """() => {
  const channels = (colour) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return { rgb: [red, green, blue], alpha: alpha / 255 };
  };
  const over = ({ rgb, alpha }, under) => under.map((value, i) => rgb[i] * alpha + value * (1 - alpha));
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  const weak = [];
  for (const element of document.querySelectorAll('.camera *')) {
    const isIcon = element.matches('svg.icon');
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!(isIcon || hasText) || !element.checkVisibility() || element.closest('.visually-hidden, option, :disabled'))
      continue;
    const layers = [];
    for (let at = element; at && !at.matches('.camera, .stage'); at = at.parentElement)
      layers.unshift(channels(getComputedStyle(at).backgroundColor));
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const needed = isIcon || isLarge ? 3 : 4.5;
    for (const picture of [[255, 255, 255], [0, 0, 0]]) {
      const ground = layers.reduce((under, layer) => over(layer, under), picture);
      const ratio = contrast(over(channels(style.color), ground), ground);
      const what = element.textContent.trim() || element.closest('[aria-label]')?.ariaLabel;
      if (ratio < needed) weak.push(`${what} has ${ratio.toFixed(2)} on ${picture[0]}`);
    }
  }
  return weak;
}"""

FAULTS = """async () => {
  const faults = [];
  const nameOf = (element) => `${element.ariaLabel ?? element.innerText ?? ''} <${element.className}>`.trim();
  const { clientWidth, clientHeight, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth} wide, the screen ${clientWidth}`);
  const top = document.querySelector('dialog[open]') ?? document.body;
  const controls = [...top.querySelectorAll('button, select, textarea, input, label:has(input.visually-hidden)')];
  for (const control of controls) {
    if (!control.checkVisibility() || control.matches('.visually-hidden, .region__handle')) continue;
    control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const { left, right, top, bottom, width, height } = control.getBoundingClientRect();
    if (left < -1 || right > clientWidth + 1 || top < -1 || bottom > clientHeight + 1)
      faults.push(`${nameOf(control)} leaves the screen: ${[left, top, right, bottom].map(Math.round)}`);
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (!hit || !(control.contains(hit) || hit.contains(control)))
      faults.push(`${nameOf(control)} is covered by ${hit ? nameOf(hit) : 'nothing'}`);
  }
  for (const element of top.querySelectorAll('*')) {
    const isElsewhere = element.closest('.visually-hidden, svg, .facts, .groups__all, option, [inert]');
    if (!element.checkVisibility() || isElsewhere) continue;
    const { overflowX, overflowY, display } = getComputedStyle(element);
    if (display === 'inline' || !element.innerText?.trim() || element.matches('select')) continue;
    const isWide = element.scrollWidth > element.clientWidth + 1;
    const isTall = element.scrollHeight > element.clientHeight + 1;
    const isWords = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const isControl = element.matches('button, label');
    if (isWide && (isWords || isControl || overflowX === 'hidden'))
      faults.push(`${nameOf(element)} is cut off sideways`);
    const { left: from, right: to } = element.getBoundingClientRect();
    if (isWords && (from < -1 || to > clientWidth + 1)) faults.push(`${nameOf(element)} leaves the screen`);
    if (isTall && overflowY === 'hidden' && isWords) faults.push(`${nameOf(element)} is cut off below`);
  }
  return [...new Set(faults)];
}"""

CONTROLS = (
    "a, button, select, textarea, input:not(.visually-hidden), label:has(input.visually-hidden), summary"
)

UNDER_THE_EDGES = """([selector, insets]) => {
  const top = document.querySelector('dialog[open]') ?? document.body;
  const { clientWidth, clientHeight } = document.documentElement;
  return [...top.querySelectorAll(selector)].flatMap((control) => {
    const isAside = control.closest('[inert]') || control.matches('.visually-hidden, .region__handle');
    if (isAside || !control.checkVisibility()) return [];
    control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const { left, top, right, bottom } = control.getBoundingClientRect();
    const reaches = { left: insets.left - left, top: insets.top - top,
      right: right - clientWidth + insets.right, bottom: bottom - clientHeight + insets.bottom };
    const name = (control.ariaLabel ?? control.innerText).trim();
    return Object.entries(reaches).filter(([, px]) => px > 1)
      .map(([side, px]) => `${name} <${control.className}> is ${Math.round(px)} px under the ${side}`);
  });
}"""

ZOOMED_BY_TWO_TAPS = """(selector) => [...document.querySelectorAll(selector)]
  .filter((control) => control.checkVisibility() && getComputedStyle(control).touchAction === 'auto')
  .map((control) => `${(control.ariaLabel ?? control.innerText).trim()} <${control.className}>`)"""


def violations(page: Page) -> list[str]:
    """Violations that axe-core finds, one line for each element."""
    found: list[str] = page.evaluate(RUN_AXE, AXE_TAGS)
    return found


def weak_on_pictures(page: Page) -> list[str]:
    """Text and icons over a picture with too little contrast, if the picture is all white or all black there."""
    weak: list[str] = page.evaluate(WEAK_ON_PICTURES)
    return weak


def faults_of_layout(page: Page) -> list[str]:
    """Controls outside the screen, and text that is cut off."""
    faults: list[str] = page.evaluate(FAULTS)
    return faults


def under_the_edges(page: Page, **insets: int) -> list[str]:
    """Controls that lie where a phone has its notch, its round corners or its bar: CSS pixels from each edge."""
    session = page.context.new_cdp_session(page)
    edges = {side: insets.get(side, 0) for side in ("top", "right", "bottom", "left")}
    session.send("Emulation.setSafeAreaInsetsOverride", {"insets": edges})
    try:
        page.evaluate(NEXT_PAINT)
        found: list[str] = page.evaluate(UNDER_THE_EDGES, [CONTROLS, edges])
        return found
    finally:
        session.send("Emulation.setSafeAreaInsetsOverride", {"insets": {}})
        session.detach()


def zoomed_by_two_taps(page: Page) -> list[str]:
    """Controls that a phone may zoom into when they are tapped twice."""
    found: list[str] = page.evaluate(ZOOMED_BY_TWO_TAPS, CONTROLS)
    return found


def set_text_size(page: Page, percent: int) -> None:
    """Sets the text size, as a person does in the browser's settings."""
    page.evaluate("(percent) => { document.documentElement.style.fontSize = `${percent}%`; }", percent)


def plan_script() -> str:
    """An init script that passes the plan of ``open_with`` to the fake detector."""
    return "globalThis.detectorPlan = JSON.parse(sessionStorage.getItem('plan') ?? '{}');"


def open_with(page: Page, url: str, plan: dict[str, Any]) -> None:
    """Opens the start view with empty storage."""
    if not page.url.startswith(url):
        page.goto(url)
    session = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb,local_storage"})
    session.detach()
    page.evaluate("(plan) => sessionStorage.setItem('plan', JSON.stringify(plan))", plan)
    page.goto(url)
    page.wait_for_selector("h1")
