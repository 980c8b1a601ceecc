/** Under which name the worker keeps, in the session's storage, what a tab shows. */
export const keptViewKey = (tabId: number): string => `ticket-in-tab:${tabId}`
