"""What Streamlit's theme cannot say: our own tables, cards and band, and how a page prints.  Only our own classes are styled."""

STYLE = """
<style>
[data-testid="stMainBlockContainer"]{padding:4.2rem 2rem 3rem}
[data-testid="stMainBlockContainer"] h1{font-size:1.9rem;line-height:1.2;padding:.2rem 0 0}
[data-testid="stMainBlockContainer"] h2{font-size:1.25rem;line-height:1.3;padding:.3rem 0 0}
[data-testid="stNavSectionHeader"],[data-testid="stNavSectionHeader"] *{white-space:normal;overflow:visible;text-overflow:clip}
[data-testid="stSidebarNavLink"]:focus-visible,[data-testid="stSidebarNavSectionHeader"]:focus-visible,[data-testid="stNavSectionHeader"]:focus-visible,
[data-testid="stElementToolbar"] button:focus-visible,[data-testid="stElementToolbarButton"]:focus-visible,
.vega-embed summary:focus-visible,.vega-embed .vega-actions a:focus-visible,
[data-testid="stSidebar"] button:focus-visible{outline:3px solid #12436D !important;outline-offset:-3px;box-shadow:none}
[data-testid="stElementToolbar"]:focus-within{opacity:1 !important;visibility:visible}
@media(min-width:641px) and (min-height:600px){
  [data-testid="stLayoutWrapper"]:has(> .st-key-rcq_band){position:sticky;top:3.75rem;z-index:5;background:#fff}
  [data-testid="stMain"]{scroll-padding-top:7rem}}
@media(max-width:640px){[data-testid="stMainBlockContainer"]{padding:4.2rem .8rem 2rem}
  [data-testid="stMainBlockContainer"] h1{font-size:1.55rem}}
.rcq-band{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:baseline;border-bottom:2px solid #12436D;
  padding:0 0 .35rem;margin:0;font-size:.95rem;color:#0b0c0c}
.rcq-band strong{color:#12436D;font-size:1.02rem}
.rcq-band .rcq-past{background:#ffdd00;color:#0b0c0c;padding:.1rem .5rem;font-weight:600}
.rcq-statement{font-size:1.08rem;line-height:1.5;max-width:62rem;margin:0 0 .4rem}
.rcq-cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(12.5rem,1fr));gap:.6rem;margin:.2rem 0 .4rem}
.rcq-card{border:1px solid #b1b4b6;border-left:5px solid #12436D;padding:.5rem .7rem;background:#fff}
.rcq-card h2{font-size:.88rem;font-weight:600;margin:0;padding:0;line-height:1.3;color:#0b0c0c}
.rcq-card .rcq-value{font-size:1.55rem;font-weight:700;margin:.15rem 0 0;font-variant-numeric:tabular-nums;color:#12436D;line-height:1.2}
.rcq-card .rcq-value small{font-size:.85rem;font-weight:400;color:#3d3d3d}
.rcq-card p{margin:.1rem 0;font-size:.82rem;color:#3d3d3d;line-height:1.35}
.rcq-briefing{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:.35rem 1.2rem;margin:.1rem 0 .3rem}
.rcq-briefing h2 span{font-weight:400;color:#12436D;white-space:nowrap}
@media(min-width:1100px){.rcq-briefing{grid-template-columns:repeat(12,1fr)} .rcq-briefing section{grid-column:span 4}
  .rcq-briefing section:nth-child(n+4){grid-column:span 3} .rcq-briefing section:nth-child(5){grid-column:span 2}
  .rcq-briefing section:nth-child(4){grid-column:span 4}}
.rcq-briefing .rcq-open-source{line-height:24px;margin:-4px 0}
.rcq-briefing section{border-top:2px solid #12436D;padding:.2rem 0 0}
.rcq-briefing h2{font-size:.88rem;font-weight:700;margin:0;padding:0;line-height:1.3;color:#0b0c0c}
.rcq-briefing p{margin:.1rem 0;font-size:.84rem;line-height:1.36;color:#0b0c0c}
.rcq-answer{font-size:.82rem;margin:.3rem 0 0}
.rcq-copy{min-height:28px;padding:.1rem .6rem;border:1px solid #12436D;background:#fff;color:#12436D;font:inherit;cursor:pointer}
.rcq-copy:hover{background:#12436D;color:#fff}
.rcq-copy:focus-visible{outline:3px solid #12436D;outline-offset:2px}
.rcq-answer summary{cursor:pointer;min-height:24px;width:fit-content;color:#12436D;text-decoration:underline}
.rcq-answer textarea{width:100%;font:inherit;font-size:.8rem;color:#0b0c0c;background:#fff;border:1px solid #8a8a8a}
.rcq-scroll{content-visibility:auto;contain-intrinsic-size:auto 40rem;overflow:auto;max-width:100%;max-height:85vh;border-bottom:1px solid #8a8a8a}
.rcq-scroll:focus-visible{outline:3px solid #12436D;outline-offset:2px}
.rcq-table{border-collapse:collapse;width:100%;font-size:.88rem;line-height:1.35;color:#0b0c0c}
.rcq-table caption{text-align:left;font-weight:600;padding:.3rem 0;font-size:.98rem}
.rcq-table caption span{font-weight:400;color:#3d3d3d}
.rcq-table th,.rcq-table td{text-align:left;vertical-align:top;padding:.32rem .8rem .32rem 0;border-bottom:1px solid #d3d5d6;
  max-width:26rem;min-width:4rem;overflow-wrap:break-word}
.rcq-table thead th{position:sticky;top:0;z-index:1;border-bottom:0;box-shadow:inset 0 -2px #0b0c0c;vertical-align:bottom;background:#fff}
.rcq-table tbody th{font-weight:600}
.rcq-table .rcq-figure{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.rcq-table thead .rcq-figure,.rcq-table .rcq-gap{white-space:normal}
.rcq-warning li{font-size:.92rem;line-height:1.45}
.rcq-warning ul{margin:.2rem 0 0;padding-left:1.2rem}
.rcq-table .rcq-short{white-space:nowrap}
.rcq-table thead .rcq-wide{min-width:7.5rem}
.rcq-table .rcq-medium{min-width:10rem}
.rcq-table .rcq-long{min-width:14rem}
@media(min-width:700px){.rcq-tight .rcq-medium{min-width:7rem} .rcq-tight .rcq-long{min-width:10rem}}
.rcq-unit{font-weight:400;color:#3d3d3d}
.rcq-none{color:#505a5f;font-style:italic}
.rcq-reasons{font-size:.84rem;color:#3d3d3d;margin:.15rem 0;padding-left:1.2rem}
.rcq-unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.rcq-empty{border-left:5px solid #b1b4b6;padding:.5rem .8rem;background:#f3f2f1;max-width:62rem}
.rcq-warning{border-left:5px solid #801650;padding:.4rem .8rem;margin:.3rem 0;background:#fff;max-width:62rem;font-size:.92rem}
.rcq-warning strong{color:#801650}
.rcq-notes,.rcq-sources,.rcq-marks{max-width:62rem;font-size:.9rem;line-height:1.45;padding-left:1.2rem;margin:.2rem 0}
.rcq-notes li,.rcq-sources li,.rcq-marks li{margin:.2rem 0;overflow-wrap:anywhere}
.rcq-fold{border:1px solid #b1b4b6;padding:.4rem .8rem;margin:.5rem 0;max-width:62rem}
.rcq-fold>summary{cursor:pointer;font-weight:600;min-height:24px}
.rcq-fold>summary:focus-visible,.rcq-figures>summary:focus-visible,.rcq-source summary:focus-visible{outline:3px solid #12436D;outline-offset:2px}
.rcq-paper,.rcq-paper-line{display:none}
.rcq-columns{width:fit-content;font-size:.9rem}
.rcq-columns>summary{cursor:pointer;color:#12436D;text-decoration:underline;min-height:24px}
.rcq-columns>summary:focus-visible{outline:3px solid #12436D;outline-offset:2px}
.rcq-columns:not([open])+.rcq-scroll .rcq-more{display:none}
.rcq-controls{display:none}
.rcq-controls>summary{cursor:pointer;color:#12436D;text-decoration:underline;min-height:24px}
.rcq-controls>summary:focus-visible{outline:3px solid #12436D;outline-offset:2px}
@media(max-width:700px){.rcq-controls{display:block}
  [data-testid="stMain"]:has(.rcq-controls:not([open])) :is(.st-key-rcq_controls,[class*="st-key-rcq_filters_"]){display:none}}
.rcq-behind{font-size:.88rem;margin:0;color:#0b0c0c}
.rcq-behind>summary{cursor:pointer;min-height:24px;width:fit-content}
.rcq-behind>summary:focus-visible{outline:3px solid #12436D;outline-offset:2px}
.rcq-behind p{margin:.1rem 0 .2rem}
.rcq-figures>summary{cursor:pointer;color:#12436D;text-decoration:underline;min-height:24px;width:fit-content;font-size:.9rem}
.rcq-caption{font-size:.84rem;color:#3d3d3d;margin:.1rem 0}
.rcq-source summary{white-space:nowrap;cursor:pointer;color:#12436D;text-decoration:underline;min-height:24px;min-width:24px}
.rcq-source dl{display:grid;grid-template-columns:auto 1fr;gap:.1rem .6rem;margin:.3rem 0;font-size:.82rem;min-width:min(18rem,100%);max-width:26rem;
  border-left:3px solid #12436D;padding-left:.6rem;font-weight:400;text-align:left;white-space:normal}
.rcq-source dt{font-weight:600}
.rcq-open-source{white-space:nowrap;cursor:pointer;color:#12436D;text-decoration:underline;min-height:24px;min-width:24px;
  background:none;border:0;padding:0;font:inherit}
.rcq-open-source:focus-visible{outline:3px solid #12436D;outline-offset:2px}
.rcq-source-box{border:1px solid #0b0c0c;padding:.8rem 1rem;background:#fff;max-width:min(30rem,92vw)}
.rcq-source-box dl{border-left:0;padding-left:0;min-width:0}
.rcq-source dd{margin:0;overflow-wrap:anywhere}
.rcq-term{display:inline;cursor:help;background:none;border:0;border-bottom:1px dotted #0b0c0c;padding:0;margin:0;font:inherit;color:inherit;text-align:inherit}
.rcq-term:hover{border-bottom-style:solid}
.rcq-term:focus-visible{outline:3px solid #12436D;outline-offset:2px}
.rcq-term-box p{margin:.2rem 0;font-size:.9rem;color:#0b0c0c}
.rcq-address{overflow-wrap:anywhere}
.rcq-card .rcq-source,.rcq-card .rcq-open-source{font-size:.85rem}
.rcq-fault{color:#801650;font-weight:600;margin:0;font-size:.9rem}
.rcq-words{max-width:62rem}
.rcq-words dt{font-weight:600;margin-top:.5rem}
.rcq-words dd{margin:0}
.rcq-table a,.rcq-sources a,.rcq-source a{color:#12436D}
.rcq-chosen{display:none}
@media print{
  [data-testid="stSidebar"],[data-testid="stHeader"],[data-testid="stToolbar"],[data-testid="stExpandSidebarButton"],
  .st-key-rcq_controls,.st-key-rcq_downloads,[class*="st-key-rcq_filters_"],[data-testid="stButtonGroup"],.rcq-answer{display:none !important}
  .rcq-chosen{display:block}
  .rcq-paper{display:inline}
  .rcq-paper-line{display:block;font-size:8.5pt}
  .rcq-controls,.rcq-columns,.rcq-help{display:none}
  .rcq-term{border-bottom:0}
  .rcq-sources .rcq-open-source{display:none}
  .rcq-fold::details-content{content-visibility:visible;display:block;block-size:auto}
  .rcq-scroll{content-visibility:visible;overflow:visible;max-height:none;border:0}
  .rcq-table thead th{position:static}
  .rcq-table{font-size:8.5pt}
  .rcq-table thead{display:table-header-group}
  .rcq-table tr,.rcq-card{break-inside:avoid}
  .rcq-sources a::after,.rcq-source a::after{content:""}
}
</style>
"""
