/**
 * A note's text as an editor of one block per line takes it without change.
 *
 * Line ends become one kind, tabs become spaces, runs of blank lines one blank line; nothing
 * blank at the start or the end, since a closing newline would leave an empty block. Control
 * characters and broken halves of characters go: they would arrive in the ticket unseen.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the purpose
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g

export function tidyText(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replaceAll('\t', '  ')
    .replaceAll(CONTROLS, '')
    .toWellFormed()
    .replaceAll('\uFFFD', '')
    .replaceAll(/[^\S\n]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .replaceAll(/^\n+|\n+$/g, '')
}
