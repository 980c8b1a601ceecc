/**
 * A composed note as text: for the ticket, as Markdown, as HTML.
 *
 * Pure; the same note gives the same bytes. The ticket form is plain text that reads well
 * unrendered, since what ConnectWise makes of Markdown depends on version and field: short
 * lines, no tables, no emphasis marks, no blank line at the end.
 */
import type { ComposedNote, Section } from './note.ts'

/** For the ticket, and the plain text export. */
export const renderPlain = (note: ComposedNote): string =>
  note.sections.map((section) => join(section.heading, plainBody(section), '\n')).join('\n\n')

const plainBody = (section: Section): string => {
  const texts = section.sentences.map((s) => s.text)
  if (section.layout === 'paragraph') return texts.join(' ')
  return texts.map((text) => (section.layout === 'list' ? `- ${text}` : text)).join('\n')
}

export const renderMarkdown = (note: ComposedNote): string =>
  note.sections
    .map((section) => {
      const texts = section.sentences.map((s) => escapeMarkdown(s.text))
      const body =
        section.layout === 'paragraph' ? texts.join(' ') : texts.map((t) => `- ${t}`).join('\n')
      return join(section.heading && `## ${escapeMarkdown(section.heading)}`, body, '\n\n')
    })
    .join('\n\n')

export const renderHtml = (note: ComposedNote): string =>
  note.sections
    .map((section) => {
      const texts = section.sentences.map((s) => escapeHtml(s.text))
      const body =
        section.layout === 'paragraph'
          ? `<p>${texts.join(' ')}</p>`
          : `<ul>${texts.map((t) => `<li>${t}</li>`).join('')}</ul>`
      return join(section.heading && `<h2>${escapeHtml(section.heading)}</h2>`, body, '')
    })
    .join('\n')

const join = (heading: string | null, body: string, by: string): string =>
  heading ? `${heading}${by}${body}` : body

/** Every character that could begin a construct is escaped; the text reads as it was written. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>#|~!&]/g, '\\$&')
    .replace(/^(\s*)([-+]|\d+[.)])(\s)/gm, (_all, space: string, mark: string, after: string) =>
      mark.length === 1
        ? `${space}\\${mark}${after}`
        : `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}${after}`,
    )

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c)
