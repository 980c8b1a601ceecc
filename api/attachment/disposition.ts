/**
 * The header that has a browser save a file under its name (RFC 6266): once in letters that every
 * program reads, once as it is. Expects a safe name; what could end the header early is put in
 * hexadecimal all the same.
 */
export function dispositionOf(fileName: string): string {
  const plain = fileName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w .()[\]@+=,;-]/g, '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${percentEncoded(fileName)}`
}

/** What RFC 5987 lets stand as it is is less than `encodeURIComponent` does. */
const percentEncoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
