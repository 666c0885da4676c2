// A peer of Tamis: the service that a small team would write on Node.js. Reads submissions from Kafka, decodes them with sharp,
// scores batches with ONNX Runtime, writes verdicts, and review items of what is flagged; at least once.
//
// node service.mjs BROKER DETECTOR GROUP FLAGGED_FROM SCHEMAS
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import avro from 'avsc';
import kafkajs from 'kafkajs';
import ort from 'onnxruntime-node';
import sharp from 'sharp';

const [broker, detector, groupId, flaggedFrom, schemas] = process.argv.slice(2);
const SIDE = 32;
const VALUES = 3 * SIDE * SIDE;
const BATCH = 32;
const HEADER = 10; // of Avro's single-object encoding

sharp.cache(false); // no file comes twice
sharp.concurrency(1); // many images at once, each on one thread of libuv's pool, as sharp's documentation advises

const submissions = avro.Type.forSchema(JSON.parse(readFileSync(join(schemas, 'ImageSubmission.avsc'), 'utf8')));
const session = await ort.InferenceSession.create(detector, {
  graphOptimizationLevel: 'all',
  intraOpNumThreads: 1, // batches of several partitions are scored side by side
  extra: { session: { intra_op: { allow_spinning: '0' } } },
});

const kafka = new kafkajs.Kafka({ brokers: [broker], logLevel: kafkajs.logLevel.WARN });
const producer = kafka.producer({ allowAutoTopicCreation: false });
const consumer = kafka.consumer({ groupId, maxBytesPerPartition: 4 << 20 });
await producer.connect();
await consumer.connect();
await consumer.subscribe({ topics: ['image-submissions'], fromBeginning: true });

const floats = new Float32Array(256).map((_, value) => value / 255);

async function decode(submission, into, offset) {
  const { data } = await sharp(submission.payload)
    .resize(SIDE, SIDE, { fit: 'fill', kernel: 'linear' }) // decodes JPEGs at a smaller scale by itself
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (let channel = 0, at = offset; channel < 3; channel++) {
    for (let i = channel; i < VALUES; i += 3) {
      into[at++] = floats[data[i]];
    }
  }
}

async function judge(messages) {
  const batch = messages.map(({ value }) => submissions.fromBuffer(value.subarray(HEADER)));
  for (const submission of batch) {
    submission.payload = submission.payload.bytes ?? submission.payload; // a union's branch
  }
  const input = new Float32Array(batch.length * VALUES);
  await Promise.all(batch.map((submission, i) => decode(submission, input, i * VALUES)));
  const image = new ort.Tensor('float32', input, [batch.length, 3, SIDE, SIDE]);
  const { probability_real, heatmap } = await session.run({ image });
  const mapSize = heatmap.data.length / batch.length;
  const verdicts = [];
  const items = [];
  batch.forEach(({ id, account, payload }, i) => {
    const generated = 1 - probability_real.data[i];
    const verdict = { submissionId: id, account, generated };
    verdicts.push({ key: id, value: JSON.stringify(verdict) });
    if (generated >= flaggedFrom) {
      const map = Array.from(heatmap.data.subarray(i * mapSize, (i + 1) * mapSize));
      items.push({ key: id, value: JSON.stringify({ ...verdict, map, file: payload.toString('base64') }) });
    }
  });
  const topicMessages = [{ topic: 'image-verdicts', messages: verdicts }];
  if (items.length > 0) {
    topicMessages.push({ topic: 'review-items', messages: items });
  }
  await producer.sendBatch({ acks: -1, topicMessages });
}

await consumer.run({
  partitionsConsumedConcurrently: 2 * availableParallelism(), // one decodes while another scores
  eachBatchAutoResolve: false,
  eachBatch: async ({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale }) => {
    for (let i = 0; i < batch.messages.length && isRunning() && !isStale(); i += BATCH) {
      const messages = batch.messages.slice(i, i + BATCH);
      await judge(messages);
      resolveOffset(messages.at(-1).offset);
      await heartbeat();
      await commitOffsetsIfNecessary();
    }
  },
});

process.once('SIGTERM', async () => {
  await consumer.disconnect();
  await producer.disconnect();
  process.exit(0);
});
