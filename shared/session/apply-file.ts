/**
 * Files in a session: attached where one stands, part of the step once that is taken, and taken
 * back wherever they lie by then.
 */
import type { Of } from './apply-step.ts'
import type { SessionEvent } from './event.ts'
import { filesOf } from './files-of.ts'
import { type EventRefusal, refusal, unknown } from './refusal.ts'
import type { AttachedFile, Session } from './session.ts'

export function attachFile(
  session: Session,
  event: SessionEvent,
  { file, title }: Of<'file_attached'>,
): Session | EventRefusal {
  if (filesOf(session).some((one) => one.id === file.id)) {
    return refusal('already', 'This file is attached already.')
  }
  const attached: AttachedFile = {
    ...file,
    at: event.at,
    by: event.by,
    ...(title ? { title } : {}),
  }
  return { ...session, files: [...session.files, attached] }
}

export function detachFile(
  session: Session,
  { attachmentId }: Of<'file_detached'>,
): Session | EventRefusal {
  const isIt = (file: AttachedFile) => file.id === attachmentId
  if (session.files.some(isIt)) {
    return { ...session, files: session.files.filter((file) => !isIt(file)) }
  }
  const steps = session.steps.change(
    (step) => step.files.some(isIt),
    (step) => ({ ...step, files: step.files.filter((file) => !isIt(file)) }),
  )
  return steps ? { ...session, steps } : unknown('file')
}
