/** Every file of a session, in the order of its steps; what is not part of one comes last. */
import type { AttachedFile, Session } from './session.ts'

export const filesOf = (session: Pick<Session, 'steps' | 'files'>): AttachedFile[] => [
  ...session.steps.toArray().flatMap((step) => step.files),
  ...session.files,
]
