/** Where a team keeps its flows: one is put somewhere, or a folder moves with all that is in it. */
import { MoveFolder, moveWithin, PutInFolder, tellFolder } from '#shared/flow/folders.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { inTeam } from '../db.ts'
import { holdFolders, isInLibrary, keepFolder } from './folder-queries.ts'

export function folderRoutes(app: App): void {
  const { db } = app.deps

  answer(app, PutInFolder, async ({ flowId, folder }, { teamId }) =>
    inTeam(db, teamId, async (tx) => {
      if (!(await isInLibrary(tx, teamId, flowId))) noFlow()
      await keepFolder(tx, teamId, flowId, folder)
      return { folder }
    }),
  )

  answer(app, MoveFolder, async ({ from, to }, { teamId }) =>
    inTeam(db, teamId, async (tx) => {
      let moved = 0
      for (const { flowId, folder } of await holdFolders(tx, teamId)) {
        const next = moveWithin(folder, from, to) ?? tooDeep()
        if (next === folder) continue
        await keepFolder(tx, teamId, flowId, next)
        moved += 1
      }
      return moved > 0 ? { moved } : noFolder(tellFolder(from))
    }),
  )
}

const noFlow = (): never =>
  refuse('notFound', 'There is no such flow in your library. It may have been taken out.')

const noFolder = (name: string): never =>
  refuse('notFound', `There is no folder “${name}” any more. Look at the folders again.`)

const tooDeep = (): never =>
  refuse('notReady', 'What is beneath this folder would be too deep there. Pick one further up.')
