/**
 * One's conversation, the same for as long as somebody is signed in: what is typed outlives a look
 * at the work. Made with the first look at the chat, so that opening the panel does not pay for it.
 */
import { type ChatStore, createChatStore } from '../../client/chat-store.ts'
import { usePanelState } from '../PanelContext.tsx'
import type { World } from '../world.ts'

const chats = new WeakMap<World, ChatStore>()

export function useChat(): ChatStore | null {
  const world = usePanelState((state) => state.world)
  if (!world) return null
  const onFrame = (run: () => void) => void requestAnimationFrame(run)
  const chat = chats.get(world) ?? createChatStore({ ...world.sessionDeps, onFrame })
  chats.set(world, chat)
  return chat
}
