/**
 * A file's name in two: what somebody wrote, and the ending. A secret with an ending behind it
 * looks like the name of a file, so whoever masks looks at the first part alone.
 */
export function splitEnding(fileName: string): [stem: string, ending: string] {
  const at = /(?<=.)\.[A-Za-z0-9]{1,8}$/.exec(fileName)?.index ?? fileName.length
  return [fileName.slice(0, at), fileName.slice(at)]
}
