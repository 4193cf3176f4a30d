/** Saves a text made here as a file; with the mark by which spreadsheets know it as UTF-8. */
export function saveText(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(
    new Blob(['\uFEFF', text], { type: `${type};charset=utf-8` }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the file by then; an address that stays keeps the file in memory.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
