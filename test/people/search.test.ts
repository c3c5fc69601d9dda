import { describe, expect, it } from 'vitest';
import { organisationOf } from '../../src/people/organisation/rules.ts';
import { findPeople, matcher } from '../../src/people/search.ts';
import { person } from './people.ts';

const people = [
  person('U1', { name: '이민지', email: 'minji@acorn.example', employeeNo: 'D-1', teamId: 't-design' }),
  person('U2', { name: '김민지', email: 'mj.kim@acorn.example' }),
  person('U3', { name: 'Lucas Moreau', email: 'lucas@acorn.example', employeeNo: 'E-7' }),
  person('U4', { name: '이민', email: 'min@acorn.example' }),
];
const teams = organisationOf([
  { id: 't-hq', name: '제품 본부' },
  { id: 't-design', name: '디자인', parent: 't-hq' },
]);
const found = (query: string): string[] => findPeople(people, query).map(p => p.user);

describe('a name finds', () => {
  it.each([
    ['이민지', ['U1']],
    ['이 민지', ['U1']],
    ['이민지 님', ['U1']],
    ['이민지 팀장님', ['U1']],
    ['민지', ['U2', 'U1']],
    ['이민', ['U4']],
    ['LUCAS', ['U3']],
    ['moreau lucas', ['U3']],
    ['mj.kim', ['U2']],
    ['d-1', ['U1']],
    ['박', []],
    ['  ', []],
  ])('%s', (query, users) => expect(found(query)).toEqual(users));
});

it('a list is narrowed by every word, of name, e-mail, number and team', () => {
  expect(people.filter(matcher('디자인 민지', teams)).map(p => p.user)).toEqual(['U1']);
  expect(people.filter(matcher('본부 민지', teams)).map(p => p.user)).toEqual(['U1']);
  expect(people.filter(matcher('', teams)).length).toBe(4);
});
