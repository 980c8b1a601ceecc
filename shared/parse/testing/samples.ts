/**
 * Outputs in the shape of the real tools, written for the tests: no line of them is of a real
 * machine. Each says what is to be read from it; one without a tool is to be left alone.
 */
import { DIRECTORY } from './directory-samples.ts'
import { LANGUAGES } from './language-samples.ts'
import { NETWORK } from './network-samples.ts'
import type { Sample } from './sample.ts'
import { WINDOWS } from './windows-samples.ts'

/** What looks a little like output and is none of it. */
const NONE: Sample[] = [
  { name: 'nothing', text: '' },
  { name: 'white space', text: ' \n\t\n  ' },
  { name: 'a sentence', text: 'Restarted the server: it works again, says the user.' },
  { name: 'a path', text: 'C:\\Users\\robin\\Documents\\report: final.docx' },
  { name: 'a small number alone', text: 'The service returned 5.' },
  { name: 'a word alone', text: 'True' },
  { name: 'an unknown long code', text: 'Failed with 0x8123ABCD.' },
  { name: 'a table of something else', text: 'Name  Value\n----  -----\nA     1\nB     2' },
  {
    name: 'an adapter without anything',
    text: 'Windows IP Configuration\n\n   Host Name . . . . : PC-7\n',
  },
]

const CODES: Sample[] = [
  {
    name: 'a known code in a sentence',
    text: 'Install failed. Error 0x800f081f while adding the feature.',
    tool: 'Error code',
    says: ['Error 0x800F081F: the source files were not found.'],
  },
  {
    name: 'an old number in a wrapper, written as a negative number',
    text: 'HRESULT: -2147024891',
    tool: 'Error code',
    says: ['Error 0x80070005: access is denied.'],
  },
]

export const SAMPLES: readonly Sample[] = [
  ...NETWORK,
  ...DIRECTORY,
  ...WINDOWS,
  ...LANGUAGES,
  ...CODES,
  ...NONE,
]
