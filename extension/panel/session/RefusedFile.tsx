/** A file that the server did not take: why, and how it is not lost. */
import type { RefusedFile as Refused } from '../../client/file-queue.ts'
import { readFile } from '../../client/read-file.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { usePanel, usePanelState } from '../PanelContext.tsx'

export function RefusedFile({ id, sessionId, file, message }: Refused) {
  const { outside } = usePanel()
  const world = usePanelState((state) => state.world)
  const save = async () => {
    const content = world && (await readFile(world, sessionId, file))
    if (content instanceof Blob) outside.save(file.fileName, content, file.mediaType)
  }
  return (
    <Notice
      tone="bad"
      title={`Not on the server: ${file.fileName}`}
      actions={
        <>
          <Button size="small" onClick={() => void world?.files.retry(id)}>
            Try again
          </Button>
          <Button size="small" onClick={() => void save()}>
            Save the file
          </Button>
          <Button size="small" look="quiet" onClick={() => void world?.files.drop(id)}>
            Delete it here
          </Button>
        </>
      }
    >
      {message}
    </Notice>
  )
}
