import { Children, isValidElement, type ReactNode } from 'react';
import ReactMarkdown from 'react-markdown';
import { Link } from 'react-router';
import remarkGfm from 'remark-gfm';
import { CodeBlock } from '../../components/code-block.js';
import { headingsOf } from './guide-texts.js';

/** The plain text of what React was given to show. */
function textOf(node: ReactNode): string {
  return Children.toArray(node)
    .map((one) => (isValidElement<{ children?: ReactNode }>(one) ? textOf(one.props.children) : String(one)))
    .join('');
}

/** Our own text: headings that can be linked to, commands that can be copied, links that stay in the product. */
export function GuideProse({ text }: { text: string }) {
  const headings = headingsOf(text);
  return (
    <div className="guide-prose">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        components={{
          h2: ({ children }) => (
            <h2 id={headings.find((one) => one.text === textOf(children))?.id}>{children}</h2>
          ),
          a: ({ href = '', children }) =>
            href.startsWith('/docs') ? <Link to={href}>{children}</Link> : <a href={href}>{children}</a>,
          table: ({ children }) => (
            <div className="sl-scroll">
              <table className="sl-table">{children}</table>
            </div>
          ),
          pre: ({ children }) => <CodeBlock text={textOf(children).replace(/\n$/, '')} />,
        }}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}
