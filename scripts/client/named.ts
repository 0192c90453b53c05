// A program that asks a model in which classes have names, and one in colour beside it: the document lists the names that there are.
import createClient from 'openapi-fetch';
import type { paths } from './api.js';

declare const process: { argv: string[]; exitCode: number };

const api = createClient<paths>({ baseUrl: process.argv[2], querySerializer: { array: { style: 'form', explode: false } } });
const failures: string[] = [];
const expect = (what: string, isTrue: boolean): void => { if (!isTrue) failures.push(what); };

const sandals = await api.GET('/images', { params: { query: { count: 2, seed: 7, label: ['Sandal', 0], format: 'json' } } });
const document = typeof sandals.data === 'string' ? undefined : sandals.data;
expect('names come back', JSON.stringify(document?.images.map(image => image.name)) === '["Sandal","T-shirt/top"]');

const cat = await api.GET('/images/{index}.png', { params: { path: { index: 0 }, query: { seed: 7, label: ['cat'], model: 'pets' } }, parseAs: 'stream' });
expect('a model in colour answers beside it', cat.response.status === 200 && cat.response.headers.get('X-Labels') === '0');

const { data: models } = await api.GET('/models');
const pets = models?.models.find(model => model.name === 'pets');
expect('models tell channels, size and names', JSON.stringify([pets?.imageShape, pets?.classNames?.length, pets?.makesDigits]) === '[[3,20,32],3,false]');

const digits = await api.GET('/digits', { params: { query: { seed: 7 } } });
expect('no digits of a model that makes none', digits.response.status === 400);

for (const failure of failures) console.log(`FAILED ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
