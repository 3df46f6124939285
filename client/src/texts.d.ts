/** The bundler gives such files as strings. */
declare module "*.http" {
  const text: string;
  export default text;
}
