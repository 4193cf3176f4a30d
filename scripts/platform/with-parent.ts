// Loaded into the platform's processes when npm start runs them. If the parent is killed outright, the
// channel to it closes: stop in good order instead of living on without a database.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel alone keeps nobody alive.
process.channel?.unref();
