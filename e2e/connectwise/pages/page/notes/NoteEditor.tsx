/* biome-ignore-all lint/a11y: the page that is imitated is made of clickable boxes */
/**
 * A note's editor: Draft.js itself, or the plain textarea of old builds. Both report what they
 * hold in their own state, which is what saving sends.
 */
import { ContentState, Editor, EditorState, RichUtils } from 'draft-js'
import { Component, createRef, useEffect, useRef } from 'react'
import type { Page } from '../context.ts'
import { names } from '../dom.ts'
import { type EditorReport, registerEditor } from '../editors.ts'
import { watchForeignHands } from './watch-foreign-hands.ts'

export type NoteEditorProps = {
  page: Page
  ticketId: number
  place: string
  startText?: string
  onText: (text: string) => void
}

export function NoteEditor(props: NoteEditorProps) {
  return props.page.switches.notes === 'textarea' ? (
    <PlainNote {...props} />
  ) : (
    <RichNote {...props} />
  )
}

class RichNote extends Component<NoteEditorProps, { editor: EditorState; isBroken: boolean }> {
  host = createRef<HTMLDivElement>()
  endings: (() => void)[] = []

  constructor(props: NoteEditorProps) {
    super(props)
    const { startText } = props
    const editor = startText
      ? EditorState.createWithContent(ContentState.createFromText(startText))
      : EditorState.createEmpty()
    this.state = { editor, isBroken: false }
  }

  componentDidMount() {
    this.endings.push(registerEditor(() => this.report()))
    const host = this.host.current
    if (host && this.props.page.switches.editor === 'unmounts') {
      const texts = () => blockTexts(this.state.editor)
      this.endings.push(watchForeignHands(host, texts, () => this.setState({ isBroken: true })))
    }
  }

  componentWillUnmount() {
    for (const end of this.endings) end()
  }

  change = (editor: EditorState) => {
    this.setState({ editor })
    this.props.onText(editor.getCurrentContent().getPlainText())
  }

  command = (command: string, state: EditorState) => {
    const next = RichUtils.handleKeyCommand(state, command)
    if (next) this.change(next)
    return next ? 'handled' : 'not-handled'
  }

  report(): EditorReport {
    const { editor } = this.state
    const selection = editor.getSelection()
    const blocks = editor.getCurrentContent().getBlocksAsArray()
    const shown = [...(this.host.current?.querySelectorAll('[data-block]') ?? [])]
    return {
      kind: 'draft',
      place: this.props.place,
      ticketId: this.props.ticketId,
      blocks: blockTexts(editor),
      shownBlocks: shown.map((block) => block.textContent ?? ''),
      caret: {
        block: blocks.findIndex((block) => block.getKey() === selection.getFocusKey()),
        offset: selection.getFocusOffset(),
      },
      hasFocus: selection.getHasFocus(),
      isVisible: this.host.current?.checkVisibility({ visibilityProperty: true }) ?? false,
    }
  }

  render() {
    const { editor, isBroken } = this.state
    const style = (name: string) => () => this.change(RichUtils.toggleInlineStyle(editor, name))
    const block = (type: string) => () => this.change(RichUtils.toggleBlockType(editor, type))
    return (
      <div ref={this.host}>
        {!isBroken && (
          <div className={names('obf-rich')}>
            <Tool word="B" weight={700} act={style('BOLD')} />
            <Tool word="I" act={style('ITALIC')} />
            <Tool word="U" act={style('UNDERLINE')} />
            <Tool word="•" act={block('unordered-list-item')} />
            <Tool word="1." act={block('ordered-list-item')} />
          </div>
        )}
        <div className="ManageNoteRichTextEditor-richEditor">
          {!isBroken && (
            <Editor
              editorState={editor}
              onChange={this.change}
              handleKeyCommand={this.command}
              role="textbox"
              ariaLabel={this.props.place}
            />
          )}
        </div>
      </div>
    )
  }
}

/** Draft keeps its selection while a tool is pressed, because the press takes no focus. */
function Tool({ word, weight, act }: { word: string; weight?: number; act: () => void }) {
  const press = (event: { preventDefault: () => void }) => {
    event.preventDefault()
    act()
  }
  return (
    <span style={{ fontWeight: weight }} onMouseDown={press}>
      {word}
    </span>
  )
}

/** GWT reads a text area when it says `change`; what only `input` announced is not yet there. */
function PlainNote({ page, ticketId, place, startText = '', onText }: NoteEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const latest = useRef(onText)
  latest.current = onText
  useEffect(() => {
    const element = area.current
    if (!element) return undefined
    let read = element.value
    const take = () => {
      read = element.value
      latest.current(read)
    }
    element.addEventListener('change', take)
    const ending = registerEditor(() => ({
      kind: 'textarea',
      place,
      ticketId,
      blocks: read.split('\n'),
      shownBlocks: element.value.split('\n'),
      caret: { block: 0, offset: element.selectionStart },
      hasFocus: document.activeElement === element,
      isVisible: element.checkVisibility({ visibilityProperty: true }),
    }))
    return () => {
      element.removeEventListener('change', take)
      ending()
    }
  }, [place, ticketId])
  return (
    <textarea
      ref={area}
      className={names('gwt-TextArea mm_textArea obf-plainNote')}
      defaultValue={startText}
      spellCheck={page.switches.locale.startsWith('en')}
    />
  )
}

function blockTexts(editor: EditorState): string[] {
  return editor
    .getCurrentContent()
    .getBlocksAsArray()
    .map((block) => block.getText())
}
