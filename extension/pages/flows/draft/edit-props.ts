/** What the parts of a step's form are handed, and how what a person typed becomes a field. */
import type { DraftProblem } from '#shared/flow/edit/check-draft.ts'
import type { NodeFields } from '#shared/flow/edit/flow-edit.ts'
import type { FlowContent, FlowNode } from '#shared/flow/flow.ts'
import type { FlowEditor } from './editor-state.ts'

/** What the form of a step needs of an editor, of whatever the step is part. */
export type StepEditor = Pick<FlowEditor, 'edit' | 'newId'>

/** For what any step says, in a flow or in the library. */
export interface WordsProps<N extends FlowNode = FlowNode> {
  node: N
  flow: FlowContent
  editor: StepEditor
  problems: readonly DraftProblem[]
}

export interface StepProps<N extends FlowNode = FlowNode> extends WordsProps<N> {
  editor: FlowEditor
  /** Opens another step, in the place of this one. */
  onOpen: (id: string) => void
}

/** Says something else in some fields of a step; typed in one field it is one gesture. */
export function changeStep(editor: StepEditor, id: string, fields: NodeFields, field?: string) {
  const gesture = field === undefined ? undefined : `${id} ${field}`
  editor.edit([{ type: 'changeNode', node: id, fields }], gesture)
}

export const problemAt = (problems: readonly DraftProblem[], field: string): string | undefined =>
  problems.find((one) => one.field === field)?.message

/** What was left empty is not there at all. */
export const orNothing = (text: string): string | null => (text === '' ? null : text)

/** As it is typed: what no name may hold is left out of it. */
export const asName = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
    .replaceAll(/[^a-z0-9_]/g, '')
    .replace(/^[0-9_]+/, '')
    .slice(0, 40)

export const asShortName = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')
    .replaceAll(/[^a-z0-9-]/g, '')
    .replace(/^-+/, '')
    .slice(0, 64)
