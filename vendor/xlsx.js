// Writes workbooks for spreadsheets.
export { default as writeXlsx } from 'write-excel-file/universal';
