// Loaded before each process of a run: when the harness is gone, however it went, its processes go too.
process.on('disconnect', () => process.exit(1));
process.channel?.unref();
