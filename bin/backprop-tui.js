#!/usr/bin/env node
// React's development build is half again as slow and leaks: which build it is gets decided when React is first read.
process.env.NODE_ENV = 'production';
await import('../dist/main.js');
