/**
 * The least that draws a graph: React Flow with its own nodes, whose places are known. Reads the graph
 * and the room that its address names, and looks where the editor looks first. Steps can be dragged;
 * Ctrl+Z puts the nodes back that were there before a drag; a button adds one where it is in sight.
 */
import '@xyflow/react/dist/base.css'
import { applyNodeChanges, type Edge, type Node, ReactFlow } from '@xyflow/react'
import { createElement, useEffect, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'

export interface BareGraph {
  nodes: Node[]
  edges: Edge[]
}

const graph: BareGraph = await (await fetch(`/${location.hash.slice(1)}.json`)).json()
const room = new URLSearchParams(location.search)
const [width, height] = [Number(room.get('width')), Number(room.get('height'))]
const FIRST_ZOOM = 0.85
const FIRST_LOOK = { x: 24, y: height / 2 - 66 * FIRST_ZOOM, zoom: FIRST_ZOOM }

function Drawn() {
  const [nodes, setNodes] = useState(graph.nodes)
  const before = useRef(nodes)
  useEffect(() => {
    const undo = ({ key, ctrlKey }: KeyboardEvent) => {
      if (ctrlKey && key === 'z') setNodes(before.current)
    }
    addEventListener('keydown', undo)
    return () => removeEventListener('keydown', undo)
  }, [])
  const add = () =>
    setNodes([
      ...nodes,
      { id: `more${nodes.length}`, position: { x: 40, y: 40 }, data: { label: 'One more' } },
    ])
  return createElement(
    'div',
    { style: { width, height } },
    createElement(ReactFlow, {
      ...{ nodes, edges: graph.edges, onlyRenderVisibleElements: true, minZoom: 0.05 },
      defaultViewport: FIRST_LOOK,
      onNodeDragStart: () => {
        before.current = nodes
      },
      onNodesChange: (changes) => setNodes((now) => applyNodeChanges(changes, now)),
    }),
    createElement('button', { id: 'add', type: 'button', onClick: add }, 'Add'),
  )
}

const root = document.querySelector('#root')
if (root) createRoot(root).render(createElement(Drawn))
