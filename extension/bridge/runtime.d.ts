/** WXT leaves this one out until it has generated a list of the extension's own files. */
import 'wxt/browser'

declare module 'wxt/browser' {
  interface WxtRuntime {
    getURL(path: string): string
  }
}
