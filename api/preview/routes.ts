/** The preview of a note: see `preview-note.ts`. */
import { PreviewNote } from '#shared/note/contract.ts'
import { type App, answer } from '../answer.ts'
import { makePreviewer } from './preview-note.ts'

export function previewRoutes(app: App): void {
  const preview = makePreviewer(app.deps)
  answer(app, PreviewNote, (asked, who) => preview(who, asked))
}
