/** The bundler imports these files as strings. */
declare module "*.http" {
  const text: string;
  export default text;
}
