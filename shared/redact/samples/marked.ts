/**
 * How samples are written: a line as a technician pastes it, its secrets between ⟦ and ⟧.
 * All names, numbers and keys are invented.
 */

export interface Sample {
  text: string
  secrets: string[]
}

export function readSample(marked: string): Sample {
  return {
    text: marked.replace(/[⟦⟧]/g, ''),
    secrets: [...marked.matchAll(/⟦([^⟧]*)⟧/g)].map((found) => found[1]!),
  }
}

/** The same line with other secrets in it. */
export function refill(marked: string, secret: string): Sample {
  return { text: marked.replace(/⟦[^⟧]*⟧/g, () => secret), secrets: [secret] }
}
