/** The decode-only build of LZMA-JS; the package has no types of its own. */
declare module 'lzma/src/lzma-d.js' {
  const lzma: {
    LZMA: {
      /** Without a callback it works at once: text when the bytes are UTF-8, else bytes. */
      decompress(bytes: number[]): string | number[]
    }
  }
  export default lzma
}
