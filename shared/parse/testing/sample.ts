import type { Finding } from '../finding.ts'

/** Output, and what is to be read from it. */
export interface Sample {
  name: string
  text: string
  tool?: string
  findings?: Finding[]
  says?: string[]
}
