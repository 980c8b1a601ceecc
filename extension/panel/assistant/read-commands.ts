/**
 * The commands that stand in a Markdown text, so that each can be copied with its safety class.
 *
 * Fenced blocks are commands. Where there is none, a piece of code of more than one word is one;
 * a single word in code is a name. The prose keeps what is not a block of its own.
 */
export interface ReadCommands {
  prose: string
  commands: readonly string[]
}

const FENCED = /^ {0,3}(`{3,}|~{3,})[^\n]*\n([\s\S]*?)(?:^ {0,3}\1[`~]*[ \t]*$|(?![\s\S]))/gm
const INLINE = /`([^`\n]+)`/g

export function readCommands(text: string): ReadCommands {
  const fenced = [...text.matchAll(FENCED)].map(([, , code = '']) => code.trim()).filter(Boolean)
  if (fenced.length > 0) {
    const prose = text.replace(FENCED, '').replace(/\n{3,}/g, '\n\n')
    return { prose: prose.trim(), commands: fenced }
  }
  const inline = [...text.matchAll(INLINE)].map(([, code = '']) => code.trim())
  const commands = [...new Set(inline.filter((code) => /\s/.test(code)))]
  const isNothingElse = commands.length === 1 && text.trim() === `\`${commands[0]}\``
  return { prose: isNothingElse ? '' : text, commands }
}
