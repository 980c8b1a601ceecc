/**
 * Stands around a screen: one that cannot be drawn, or whose code cannot be loaded, says what
 * to do instead of leaving an empty page. Nothing is lost by it: what is recorded is on disk
 * before it is drawn. The cause goes to the console, never onto the screen.
 */
import { RotateCw } from 'lucide-react'
import { Component, type ErrorInfo, type ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'

export interface BoundaryProps {
  /** What cannot be shown, as it begins a sentence: "The note". */
  name: string
  /** What is shown: another one is tried anew. */
  of?: string | undefined
  /** Loads the surface anew. */
  onReload: () => void
  /** Another way out than loading anew, where there is one. */
  leave?: { label: string; onLeave: () => void }
  children: ReactNode
}

export class Boundary extends Component<BoundaryProps, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true }
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo): void {
    console.error(`${this.props.name} could not be shown.`, error, componentStack)
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (this.state.isBroken && before.of !== this.props.of) this.setState({ isBroken: false })
  }

  override render(): ReactNode {
    const { name, leave, onReload, children } = this.props
    if (!this.state.isBroken) return children
    return (
      <Notice
        tone="bad"
        title={`${name} could not be shown`}
        actions={
          <>
            <Button
              size="small"
              icon={<RotateCw aria-hidden="true" className="size-3.5" />}
              onClick={onReload}
            >
              Reload
            </Button>
            {leave && (
              <Button size="small" look="quiet" onClick={leave.onLeave}>
                {leave.label}
              </Button>
            )}
          </>
        }
      >
        Your work is saved. Reload to go on; if it happens again, tell your admin what you did last.
      </Notice>
    )
  }
}
