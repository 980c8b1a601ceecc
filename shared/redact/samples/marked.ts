/**
 * How samples are written: a line as a technician pastes it, its secrets between ⟦ and ⟧.
 * All names, numbers and keys are invented.
 */

export interface Sample {
  text: string
  secrets: string[]
  /** Where they stand in the text. */
  ranges: { start: number; end: number }[]
}

export function readSample(marked: string): Sample {
  const sample: Sample = { text: '', secrets: [], ranges: [] }
  marked.split(/[⟦⟧]/).forEach((part, at) => {
    const start = sample.text.length
    sample.text += part
    if (at % 2 === 0) return
    sample.secrets.push(part)
    sample.ranges.push({ start, end: start + part.length })
  })
  return sample
}

/** The same line with another secret in it. */
export function refill(marked: string, secret: string): Sample {
  return readSample(marked.replace(/⟦[^⟧]*⟧/g, () => `⟦${secret}⟧`))
}
