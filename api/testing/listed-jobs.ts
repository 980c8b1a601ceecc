import type { Jobs } from '../jobs.ts'

/** Jobs that nobody carries out: what is asked for is listed by its name. */
export const listedJobs = (sent: string[] = []): Jobs => ({
  define: () => {},
  schedule: () => {},
  send: async (_, kind) => void sent.push(kind.name),
  start: async () => {},
  stop: async () => {},
})
