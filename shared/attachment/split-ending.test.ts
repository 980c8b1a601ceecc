import { expect, test } from 'vitest'
import { redact } from '../redact/redact.ts'
import { splitEnding } from './split-ending.ts'

test.each([
  ['vpn-error.png', ['vpn-error', '.png']],
  ['a.tar.gz', ['a.tar', '.gz']],
  ['no ending', ['no ending', '']],
  ['.hidden', ['.hidden', '']],
  ['ends with a dot.', ['ends with a dot.', '']],
  ['', ['', '']],
])('%s', (name, parts) => {
  expect(splitEnding(name)).toEqual(parts)
})

test('a secret that looks like a file with its ending is found without it', () => {
  const [stem, ending] = splitEnding('her password is Tulpe_Garten19.txt')
  expect(ending).toBe('.txt')
  expect(redact(stem).text).not.toContain('Tulpe_Garten19')
})
