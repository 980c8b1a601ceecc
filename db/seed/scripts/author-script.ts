/** How a built-in script template is written: what is usual need not be said. */
import type { ScriptContent, ScriptParameter } from '#shared/script/script.ts'

export const authorScript = (
  content: Omit<ScriptContent, 'shell'> & { shell?: ScriptContent['shell'] },
): ScriptContent => ({ shell: 'powershell', ...content, text: content.text.trim() })

/** A text that must be there, unless it says otherwise. */
export const parameter = (
  name: string,
  label: string,
  more: Partial<ScriptParameter> = {},
): ScriptParameter => ({
  name,
  label,
  kind: 'text',
  isRequired: true,
  isSensitive: false,
  choices: [],
  ...more,
})
