import type { App } from '../answer.ts'

export function signInRoutes(_app: App): void {}
