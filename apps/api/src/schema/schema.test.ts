import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'
import { expect, test } from 'vitest'
import { schema } from './index.ts'

const ours = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
)

test('every type, field, argument, input field and enum value is described', () => {
  const silent = ours.flatMap((type) =>
    [...partsOf(type)].filter(([, description]) => !description).map(([name]) => name),
  )
  expect(silent).toEqual([])
})

test('every mutation that can fail by its user answers with a union, every error of which is an Error', () => {
  for (const type of ours.filter((type) => type.name.endsWith('Error') && isObjectType(type))) {
    expect(isObjectType(type) && type.getInterfaces().map((i) => i.name), type.name).toContain('Error')
  }
})

function* partsOf(type: GraphQLNamedType): Generator<[string, string | null | undefined]> {
  yield [type.name, type.description]
  if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description]
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field.description]
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return
  for (const field of Object.values(type.getFields())) {
    yield [`${type.name}.${field.name}`, field.description]
    for (const arg of field.args) yield [`${type.name}.${field.name}(${arg.name}:)`, arg.description]
  }
}
