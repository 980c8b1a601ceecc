/** A flow as a file of one's own: to take elsewhere, to read, to draw. */
import type { FlowContent } from '../flow.ts'
import { writeFlowFile } from './flow-file.ts'
import { tellAsMarkdown } from './flow-markdown.ts'
import { tellAsMermaid } from './flow-mermaid.ts'

export const FLOW_FORMS = {
  json: { label: 'Flow file', ending: 'flow.json', type: 'application/json', tell: writeFlowFile },
  markdown: { label: 'Markdown', ending: 'md', type: 'text/markdown', tell: tellAsMarkdown },
  mermaid: { label: 'Mermaid', ending: 'mmd', type: 'text/plain', tell: tellAsMermaid },
} as const
export type FlowForm = keyof typeof FLOW_FORMS

export function takeAwayFlow(flow: FlowContent, form: FlowForm) {
  const { ending, type, tell } = FLOW_FORMS[form]
  return { name: `${flow.slug}.${ending}`, text: tell(flow), type }
}
