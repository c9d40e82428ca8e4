/** A worker that falls silent for good at its first run, as one step that cannot be interrupted makes it. */
addEventListener('message', ({ data }: MessageEvent<{ id: number }>) => {
  postMessage({ id: data.id, type: 'beat', progress: { stage: 'running', atUs: 0, requests: 0, events: 0 } });
  for (;;);
});
