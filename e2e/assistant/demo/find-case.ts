/** Which kind of trouble a ticket is about: the first that fits, the narrow ones before the wide. */
import { anythingElse, deviceCases } from './cases/devices.ts'
import { fileCases } from './cases/files.ts'
import { networkCases } from './cases/network.ts'
import { peopleCases } from './cases/people.ts'
import { serverCases } from './cases/servers.ts'
import type { DemoCase } from './demo-case.ts'

export const DEMO_CASES: readonly DemoCase[] = [
  ...peopleCases,
  ...serverCases,
  ...fileCases,
  ...networkCases,
  ...deviceCases,
]

export function findCase(text: string): DemoCase {
  return DEMO_CASES.find(({ fits }) => fits.test(text)) ?? anythingElse
}
