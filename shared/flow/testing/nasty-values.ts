/** Values that people, file systems and mails come up with, and that command lines stumble over. */
import fc from 'fast-check'

export const NASTY = [
  'plain',
  'two words',
  "O'Brien",
  'Müller & Söhne GmbH',
  'say "hello"',
  '$env:USERNAME',
  '$(Remove-Item C:\\)',
  '`backtick`',
  '%PATH%',
  '100 %',
  'C:\\Program Files\\',
  '\\\\FS02\\Bob’s “$5” share',
  '; shutdown /s',
  '| format c:',
  '-Recurse',
  '–Force',
  '@splat',
  '#comment',
  '{brace} (paren) [bracket]',
  'a^b!c',
  '日本語 ß É',
  'it\'s 50% of "all" \\',
  '--',
  '~',
  '*',
]

const SIGNS = [...` '"$\`“”„’‘%^&|;(){}@#-–\\!*?,.~<>[]:+=/aB3üß`]

/** Any value of one line. */
export const anyValue = fc
  .oneof(
    fc.constantFrom(...NASTY),
    fc.array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 14 }).map((s) => s.join('')),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  )
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are replaced by spaces on filling
  .map((s) => s.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '').trim())
  .filter((s) => s !== '')
