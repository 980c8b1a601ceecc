/** Hands a file to the browser, which puts it where downloads go. */

/** The browser may still be reading it when the click is over. */
const READ_BY_THEN_MS = 60_000

export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), READ_BY_THEN_MS)
}
