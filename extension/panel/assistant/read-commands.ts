/**
 * The commands that stand in a Markdown text, so that each can be copied with its safety class.
 *
 * Fenced blocks are commands. Where there is none, a piece of code of more than one word is one;
 * a single word in code is a name. A line right before a block such as “on DC01:” says where it
 * is run. The prose keeps the rest.
 */
export interface ReadCommands {
  prose: string
  commands: readonly { text: string; where?: string }[]
}

const FENCED =
  /(?:^((?:on|from|in|at) [^\n]{0,118}):[ \t]*\n)?^ {0,3}(`{3,}|~{3,})[^\n]*\n([\s\S]*?)(?:^ {0,3}\2[`~]*[ \t]*$|(?![\s\S]))/gim
const INLINE = /`([^`\n]+)`/g

export function readCommands(text: string): ReadCommands {
  const fenced = [...text.matchAll(FENCED)].flatMap(([, where, , code = '']) =>
    code.trim() ? [{ text: code.trim(), ...(where ? { where: where.trim() } : {}) }] : [],
  )
  if (fenced.length > 0) {
    const prose = text.replace(FENCED, '').replace(/\n{3,}/g, '\n\n')
    return { prose: prose.trim(), commands: fenced }
  }
  const inline = [...text.matchAll(INLINE)].map(([, code = '']) => code.trim())
  const commands = [...new Set(inline.filter((code) => /\s/.test(code)))]
  const isNothingElse = commands.length === 1 && text.trim() === `\`${commands[0]}\``
  return { prose: isNothingElse ? '' : text, commands: commands.map((code) => ({ text: code })) }
}
