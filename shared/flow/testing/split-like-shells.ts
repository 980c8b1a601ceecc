/**
 * How Windows shells take a command line apart, for tests of what we put into one.
 *
 * Written from the documented rules, and apart from the code that quotes, so that the two
 * can disagree. A value that would be expanded, or read as an operator, a comment or a
 * parameter, shows as {@link ALIVE} in the result, which no value contains.
 */
export const ALIVE = '\u0001'

const SINGLE = /['\u2018\u2019\u201a\u201b]/
const DOUBLE = /["\u201c\u201d\u201e]/
const DASH = /[-\u2013\u2014\u2015]/

/** PowerShell in argument mode: the words of a line, separators as words of their own. */
export function splitLikePowerShell(line: string): string[] {
  const words: string[] = []
  let i = 0
  const readSingle = () => {
    let text = ''
    for (i++; i < line.length; i++) {
      if (!SINGLE.test(line[i] ?? '')) text += line[i]
      else if (SINGLE.test(line[i + 1] ?? '')) text += line[i++]
      else break
    }
    i++
    return text
  }
  const readDouble = () => {
    let text = ''
    for (i++; i < line.length; i++) {
      const sign = line[i] ?? ''
      if (sign === '`') text += line[++i] ?? ''
      else if (sign === '$') text += ALIVE
      else if (!DOUBLE.test(sign)) text += sign
      else if (DOUBLE.test(line[i + 1] ?? '')) text += line[i++]
      else break
    }
    i++
    return text
  }
  while (i < line.length) {
    const sign = line[i] ?? ''
    if (/\s/.test(sign)) i++
    else if (SINGLE.test(sign)) words.push(readSingle())
    else if (DOUBLE.test(sign)) words.push(readDouble())
    else if (/[(){};,|&<>]/.test(sign)) words.push(`${ALIVE}${line[i++]}`)
    else {
      let word = /[#@]/.test(sign) || DASH.test(sign) ? ALIVE : ''
      while (i < line.length && !/[\s(){};,|&<>]/.test(line[i] ?? '')) {
        const inner = line[i] ?? ''
        if (SINGLE.test(inner)) word += readSingle()
        else if (DOUBLE.test(inner)) word += readDouble()
        else {
          if (inner === '`') i++
          word += inner === '$' ? ALIVE : (line[i] ?? '')
          i++
        }
      }
      words.push(word)
    }
  }
  return words
}

/** cmd.exe at the prompt, and then the C runtime of the program that is called. */
export const splitLikeCmd = (line: string): string[] => splitArguments(readLikeCmd(line))

function readLikeCmd(line: string): string {
  // Variables come first, quotes or not; every plain name is taken to be one.
  const expanded = line.replace(/%[A-Za-z0-9]+%/g, ALIVE)
  let text = ''
  let isQuoted = false
  for (let i = 0; i < expanded.length; i++) {
    const sign = expanded[i] ?? ''
    if (sign === '"') isQuoted = !isQuoted
    if (sign === '^' && !isQuoted) text += expanded[++i] ?? ''
    else if (!isQuoted && /[&|<>()]/.test(sign)) text += ALIVE
    else text += sign
  }
  return text
}

function splitArguments(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let isQuoted = false
  for (let i = 0; i < line.length; i++) {
    const slashes = /^\\*/.exec(line.slice(i))?.[0].length ?? 0
    if (slashes > 0) {
      const beforeQuote = line[i + slashes] === '"'
      word = (word ?? '') + '\\'.repeat(beforeQuote ? Math.floor(slashes / 2) : slashes)
      i += slashes - 1
      if (beforeQuote && slashes % 2 === 1) {
        word += '"'
        i++
      }
    } else if (line[i] === '"') {
      word ??= ''
      if (isQuoted && line[i + 1] === '"') {
        word += '"'
        i++
      } else isQuoted = !isQuoted
    } else if (!isQuoted && /\s/.test(line[i] ?? '')) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + line[i]
  }
  if (word !== undefined) words.push(word)
  return words
}
