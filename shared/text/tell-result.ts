/** “Ping the gateway: 4 of 4 answered”; a title that asks keeps its question mark. */
export const tellResult = (title: string, result: string): string =>
  /[?!.:]$/.test(title) ? `${title} ${result}` : `${title}: ${result}`
