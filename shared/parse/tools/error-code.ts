/** A code of Windows anywhere in the output that is known: last, where no tool's shape was found. */
import { meaningOf } from '../error-codes.ts'
import { fact, type OutputFact, type ReadTool } from '../output.ts'

const CODE = /\b0x[\da-f]{8}\b|(?<![\d.-])-2\d{9}\b/gi
const MOST = 5

export const readErrorCode: ReadTool = ({ lines }) => {
  const seen = new Set<string>()
  const facts: OutputFact[] = []
  for (const line of lines) {
    for (const [code] of line.matchAll(CODE)) {
      const known = meaningOf(code)
      if (!known || seen.has(known.hex) || facts.length >= MOST) continue
      seen.add(known.hex)
      facts.push(fact(`Error ${known.hex}: ${known.meaning}.`, line))
    }
  }
  return facts.length > 0 ? { tool: 'Error code', findings: [], facts } : undefined
}
