/** The preview of a note: see `preview-note.ts`. */
import { PreviewNote } from '#shared/note/contract.ts'
import { type App, answer } from '../answer.ts'
import { previewNote } from './preview-note.ts'

export function previewRoutes(app: App): void {
  answer(app, PreviewNote, (asked, who) => previewNote(app.deps, who, asked))
}
