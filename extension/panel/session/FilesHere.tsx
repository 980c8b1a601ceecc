/** What is attached to the step one stands at, before it is answered. */
import type { Session } from '#shared/session/session.ts'
import { Files } from '../../ui/files/Files.tsx'
import { useFileDoor } from './use-file-door.ts'

export function FilesHere({ session }: { session: Session }) {
  const door = useFileDoor()
  if (session.files.length === 0) return null
  return (
    <section aria-label="Attached to this step" className="flex flex-col">
      <p className="text-small text-muted">
        {session.files.length === 1
          ? 'Attached here'
          : `${session.files.length} files attached here`}
      </p>
      <Files files={session.files} door={door} />
    </section>
  )
}
