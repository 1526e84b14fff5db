/** The contract. A list and its items are never null; what may be forbidden or absent is. */
export const typeDefinitions = /* GraphQL */ `
  "An instant as ISO 8601 in UTC."
  scalar DateTime

  type Query {
    me: User!
    "Null when there is no such user, or not for you."
    user(id: ID!): User
    "Every user, newest first. Only for admins."
    users(first: Int! = 20, after: String): UserConnection!
    "Null when there is no such order, or not for you."
    order(id: ID!): Order
  }

  type Mutation {
    "Places an order once for each key: a repeat gets the first one back."
    placeOrder(input: PlaceOrderInput!): PlaceOrderPayload!
    cancelOrder(input: CancelOrderInput!): CancelOrderPayload!
  }

  type User {
    id: ID!
    name: String!
    email: String!
    role: Role!
    createdAt: DateTime!
    orders(first: Int! = 20, after: String, status: OrderStatus): OrderConnection!
  }

  enum Role {
    CUSTOMER
    ADMIN
  }

  type Order {
    id: ID!
    status: OrderStatus!
    totalCents: Int!
    currency: String!
    createdAt: DateTime!
    user: User!
  }

  enum OrderStatus {
    PENDING
    PAID
    SHIPPED
    CANCELLED
  }

  type UserConnection {
    edges: [UserEdge!]!
    pageInfo: PageInfo!
  }

  type UserEdge {
    cursor: String!
    node: User!
  }

  type OrderConnection {
    edges: [OrderEdge!]!
    pageInfo: PageInfo!
  }

  type OrderEdge {
    cursor: String!
    node: Order!
  }

  type PageInfo {
    hasNextPage: Boolean!
    endCursor: String
  }

  input PlaceOrderInput {
    idempotencyKey: String!
    totalCents: Int!
    currency: String!
  }

  type PlaceOrderPayload {
    order: Order!
    isRepeat: Boolean!
  }

  input CancelOrderInput {
    orderId: ID!
  }

  "Either the cancelled order, or why it cannot be cancelled."
  type CancelOrderPayload {
    order: Order
    problem: Problem
  }

  type Problem {
    code: String!
    message: String!
  }
`;
