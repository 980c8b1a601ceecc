/** Packages that bring no types: only what the stand-in's pages use of them. */
declare module 'lzma' {
  const lzma: {
    compress(text: string, level: number): number[]
    decompress(bytes: number[]): string | number[]
  }
  export default lzma
}

declare module 'react-dom-16' {
  import type { ReactElement } from 'react'
  export function render(element: ReactElement, host: Element): void
  export function unmountComponentAtNode(host: Element): boolean
}

declare module 'draft-js' {
  import type { Component } from 'react'
  export type ContentBlock = { getKey(): string; getText(): string; getType(): string }
  export type SelectionState = {
    getFocusKey(): string
    getFocusOffset(): number
    getHasFocus(): boolean
  }
  export class ContentState {
    static createFromText(text: string): ContentState
    getBlocksAsArray(): ContentBlock[]
    getPlainText(): string
  }
  export class EditorState {
    static createEmpty(): EditorState
    static createWithContent(content: ContentState): EditorState
    getCurrentContent(): ContentState
    getSelection(): SelectionState
    getCurrentInlineStyle(): { has(style: string): boolean }
  }
  export class Editor extends Component<{
    editorState: EditorState
    onChange: (next: EditorState) => void
    handleKeyCommand?: (command: string, state: EditorState) => 'handled' | 'not-handled'
    placeholder?: string
    spellCheck?: boolean
    ariaLabel?: string
    role?: string
  }> {
    focus(): void
  }
  export const RichUtils: {
    toggleInlineStyle(state: EditorState, style: string): EditorState
    toggleBlockType(state: EditorState, type: string): EditorState
    handleKeyCommand(state: EditorState, command: string): EditorState | null
  }
}
