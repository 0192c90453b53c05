// A program of somebody who has nothing but the OpenAPI document: what it may write is checked by the compiler, what it gets by itself.
import createClient from 'openapi-fetch';
import type { paths } from './api.js';

declare const process: { argv: string[]; exitCode: number };

const [address, key] = process.argv.slice(2);
const headers = key === undefined ? undefined : { 'X-API-Key': key };
// The generated types do not tell the client how lists are written, which the document does: explode is false.
const api = createClient<paths>({ baseUrl: address, headers, querySerializer: { array: { style: 'form', explode: false } } });
let passed = 0;
let failed = 0;

function check(what: string, found: unknown, expected: unknown): void {
  const isGood = JSON.stringify(found) === JSON.stringify(expected);
  console.log(`${isGood ? 'ok     ' : 'FAILED '} ${what}${isGood ? '' : `: ${JSON.stringify(found)}`}`);
  if (isGood) passed++;
  else failed++;
}

/** Of the forms that a route has, the one that was asked for. */
const asJson = <T>(data: T | undefined): Exclude<T, string> | undefined => typeof data === 'string' ? undefined : data as Exclude<T, string>;

const { data: models } = await api.GET('/models');
const model = models?.models.find(each => each.name === models.default);
check('the default model is listed', model?.imageShape, [1, 28, 28]);

const json = await api.GET('/digits', { params: { query: { count: 3, seed: 7, digit: [3, 1, 4], format: 'json' } } });
check('digits as JSON are the ones asked for', asJson(json.data)?.images.map(image => image.digit), [3, 1, 4]);
check('and their version is the model\'s', json.response.headers.get('X-Model-Version'), model?.version);

const picture = await api.GET('/digits/{index}.png', { params: { path: { index: 1 }, query: { seed: 7, digit: [3, 1, 4] } }, parseAs: 'arrayBuffer' });
const signature = [...new Uint8Array(picture.data as ArrayBuffer).slice(1, 4)];
check('one of them is a picture', String.fromCharCode(...signature), 'PNG');

const number = await api.GET('/digits/text/{digits}', { params: { path: { digits: '24/12' }, query: { seed: 7 } }, parseAs: 'stream' });
check('a number with a slash in it is written', number.response.headers.get('X-Labels'), '2,4,1,2');

const tag = picture.response.headers.get('ETag') ?? '';
const held = await api.GET('/digits/{index}.png', {
  params: { path: { index: 1 }, query: { seed: 7, digit: [3, 1, 4] } }, headers: { 'If-None-Match': tag }, parseAs: 'stream',
});
check('what the client holds is not sent again', held.response.status, 304);

const frames = await api.GET('/digits/interpolation', { params: { query: { from: 1, to: 2, frames: 4, format: 'json' } } });
check('a walk has its frames', asJson(frames.data)?.images.map(image => image.frame), [0, 1, 2, 3]);

const images = await api.GET('/images', { params: { query: { count: 2, seed: 7, label: [3, '1'], format: 'json' } } });
check('images of a model without names have numbers', asJson(images.data)?.images.map(image => [image.label, image.name]), [[3, null], [1, null]]);
check('and their channels and rows', [asJson(images.data)?.channels, asJson(images.data)?.images[0]?.pixels.length], [1, 28]);

const refused = await api.GET('/digits', { params: { query: { count: 101 } } });
check('a refusal names the parameter', Object.keys(refused.error && 'errors' in refused.error ? refused.error.errors ?? {} : {}), ['count']);

const head = await api.HEAD('/digits', { params: { query: { seed: 7 } }, parseAs: 'stream' });
check('HEAD is answered', [head.response.status, head.response.headers.get('X-Seed')], [200, '7']);

if (key !== undefined) {
  const stranger = await createClient<paths>({ baseUrl: address }).GET('/models');
  check('without the key there is nothing', stranger.response.status, 401);
  const bearer = await createClient<paths>({ baseUrl: address, headers: { Authorization: `Bearer ${key}` } }).GET('/models');
  check('the key may come as a bearer token', bearer.response.status, 200);
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
